"""What a person may type, and what it means in the fields of the API. No field checks anything: rules/ does."""
