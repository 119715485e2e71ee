/** The only place that knows both a manifest and the domain. */
@NullMarked
package io.nauthera.api.mapping;

import org.jspecify.annotations.NullMarked;
