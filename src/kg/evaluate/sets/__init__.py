"""The measures of each kind of annotation."""
