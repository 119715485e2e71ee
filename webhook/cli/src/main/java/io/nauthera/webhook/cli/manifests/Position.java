package io.nauthera.webhook.cli.manifests;

/** A place in a file; both count from 1. */
public record Position(int line, int column) {}
