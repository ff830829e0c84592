"""The lists of episodes and what they can be filtered by, as data."""

PAGES = {"board": "Missing now", "list": "Episodes"}
AUTHORITIES = {"ours": "This council’s", "others": "Another authority’s"}
NOT_GRADED = "none"
# How many views of one list somebody may keep, and how many rows a file may hold (ours).
MOST_VIEWS = 20
MOST_ROWS = 10_000
CSV_HEAD = (
    "Episode", "Person", "Name", "Status", "State", "From", "From is approximate", "To",
    "To is approximate", "Police grade", "Council’s view", "Responsible authority",
)  # fmt: skip
