package io.nauthera.webhook.cli;

import java.io.InputStream;
import java.io.PrintWriter;

/** The input and outputs of a command. */
public record Console(InputStream in, PrintWriter out, PrintWriter err, boolean colour) {}
