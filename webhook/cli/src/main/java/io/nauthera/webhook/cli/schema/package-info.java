/** What the API server checks before it asks the webhook: the CRDs' own schema, and metadata. */
@NullMarked
package io.nauthera.webhook.cli.schema;

import org.jspecify.annotations.NullMarked;
