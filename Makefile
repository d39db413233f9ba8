PYTHON ?= python3

.PHONY: assets
# Open fonts for PDF papers (pinned in assets.lock), into assets/fonts. Safe to run again.
assets:
	@$(PYTHON) scripts/fetch_assets.py
