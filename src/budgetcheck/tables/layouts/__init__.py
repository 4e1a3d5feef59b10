"""The layouts that tables are published in: one module per family, behind one interface."""
