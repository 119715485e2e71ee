/** How values and lists are shown in messages. */
@NullMarked
package io.nauthera.api.text;

import org.jspecify.annotations.NullMarked;
