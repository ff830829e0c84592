"""Functions of the database by which half a million names are quick to search.

A name is found through its words and through each pair of its words, in any order; a misspelt word
is first looked up among all words there are (`NameWord`), which grow far slower than people do.
The high `cost` tells the planner never to work them out row by row where the index knows already,
and they are not for parallel workers: starting one takes longer than the whole search.
"""

FUNCTIONS = """
create function homeward_words(name text) returns text[]
language sql immutable strict parallel unsafe cost 10000 as $$ select string_to_array(name, ' ') $$;

create function homeward_pairs(name text) returns text[]
language sql immutable strict parallel unsafe cost 10000 as $$
    select coalesce(array_agg(distinct least(a.word collate "C", b.word collate "C")
        || ' ' || greatest(a.word collate "C", b.word collate "C")), '{}')
    from unnest((string_to_array(name, ' '))[1:8]) with ordinality a(word, n)
    join unnest((string_to_array(name, ' '))[1:8]) with ordinality b(word, n) on a.n < b.n
$$;

create function homeward_last_first(name text) returns text
language sql immutable strict parallel safe as $$
    select regexp_replace(name, '^(.*) ([^ ]+)$', '\\2 \\1')
$$;

create function homeward_letter_less(word text) returns text[]
language sql immutable strict parallel unsafe cost 10000 as $$
    select array_agg(distinct left(word, n - 1) || substr(word, n + 1))
    from generate_series(1, least(length(word), 24) + 1) n
$$;
"""
NO_FUNCTIONS = """
drop function homeward_words(text); drop function homeward_pairs(text);
drop function homeward_last_first(text); drop function homeward_letter_less(text);
"""
