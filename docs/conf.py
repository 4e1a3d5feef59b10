"""The site of docs/: `make site` builds it into site/, every link between pages checked."""

project = "budgetcheck"
author = "The budgetcheck developers"
copyright = author  # noqa: A001 - the name that Sphinx reads
language = "zh_CN"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["_tools"]
html_theme = "furo"
html_title = "budgetcheck"
html_show_sphinx = False
html_last_updated_fmt = None
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
# NOTE: TOML of rules holds tabs and texts that a highlighter need not understand.
highlight_language = "none"
# NOTE: rules and decisions are listed by their index pages; a tree of 200 entries beside each page helps nobody.
suppress_warnings = ["misc.highlighting_failure", "toc.not_included"]
