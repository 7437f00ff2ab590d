"""One module per neighbour: translate, then get out of the way."""
