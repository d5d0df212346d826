"""The steps from each schema to the next, one module each under `versions`; a step, once released, never changes."""
