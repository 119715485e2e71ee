/**
 * Checks what the API server checks before it calls a webhook: the schema of the CRDs and metadata.
 */
@NullMarked
package io.nauthera.webhook.cli.apiserver;

import org.jspecify.annotations.NullMarked;
