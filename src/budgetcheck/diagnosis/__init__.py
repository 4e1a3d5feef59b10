"""Why a balance fails: ranked explanations (what is settled so far: docs/diagnosis.md)."""
