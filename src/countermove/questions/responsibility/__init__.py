"""responsibility: who could bring the target about, in whose eyes."""
