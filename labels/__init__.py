"""What things mean: articles, text repair, the label set with its lexicons, annotations and their checks."""
