"""What is kept: the fitted models as arrays, with the inference that reads them, and the bundle that holds them."""
