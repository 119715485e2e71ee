/** What the API server checks before it asks the webhook: the CRDs' own schema, and metadata. */
@NullMarked
package io.nauthera.webhook.cli.apiserver;

import org.jspecify.annotations.NullMarked;
