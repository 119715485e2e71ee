/** Maps manifests to the domain. */
@NullMarked
package io.nauthera.api.mapping;

import org.jspecify.annotations.NullMarked;
