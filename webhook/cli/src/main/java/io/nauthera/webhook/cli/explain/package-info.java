/** Why a client stands as it does: who governs it, who does not, and what comes of it. */
@NullMarked
package io.nauthera.webhook.cli.explain;

import org.jspecify.annotations.NullMarked;
