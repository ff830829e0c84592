# Thin on purpose: what each of these does is in config/run/.
PYTHON ?= $(shell for python in python3.11 /usr/bin/python3.11 python3 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$python && break; done)
PORT ?= 8000
export PORT

ifeq ($(strip $(PYTHON)),)
$(error Homeward needs Python 3.11, and none was found. On Debian: apt-get install python3.11-venv)
endif

.PHONY: run test test-long check fix bench

run test test-long check fix bench:
	@$(PYTHON) -m config.run $@
