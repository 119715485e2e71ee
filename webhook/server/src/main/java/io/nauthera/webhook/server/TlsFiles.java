package io.nauthera.webhook.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the server reads what it needs for TLS: a folder with {@code tls.crt} and {@code tls.key},
 * and a file with the certificate authorities of callers, in PEM; null if any caller is accepted.
 */
record TlsFiles(Path serving, @Nullable Path clientAuthorities) {}
