"""Everything that learns: the training set, fitting with scikit-learn, evaluation and its metrics."""
