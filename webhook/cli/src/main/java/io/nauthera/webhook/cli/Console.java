package io.nauthera.webhook.cli;

import java.io.InputStream;
import java.io.PrintWriter;

/** Where a command reads from and says what it found. */
public record Console(InputStream in, PrintWriter out, PrintWriter err, boolean colour) {}
