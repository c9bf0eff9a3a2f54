"""The shared vocabulary: identifiers, enumerations and records. Pydantic only."""
