#!/bin/sh
# Run once, when the database's volume is still empty: the two roles and the database of the one.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres \
    --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE homeward_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE homeward_app LOGIN PASSWORD :'app_password';
CREATE DATABASE homeward OWNER homeward_owner;
SQL
