"""The made-up caseload's one password. `accounts.backends` looks at it on a laptop only."""

PASSWORD = "homeward made up people"
