"""The replay lab: a day played again under other settings, each variant beside the others."""
