"""Makes the weights of the shared encoder and its heads from annotated data sets; not part of the wheel."""
