package io.nauthera.webhook.cli.manifests;

/** A file by the name that messages show; {@code asked} for by name, not found in a folder. */
record Source(String name, boolean asked) {}
