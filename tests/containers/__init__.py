"""The suite as containers, tried with a real engine: `make test-containers`."""
