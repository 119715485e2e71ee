package io.nauthera.webhook.server;

import io.nauthera.webhook.certificates.CertificateSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the server gets what it needs for TLS: its certificate, and a file with the certificate
 * authorities of callers, in PEM; null if any caller is accepted.
 */
public record TlsSources(CertificateSource serving, @Nullable Path clientAuthorities) {}
