/** What a change of policies or servers would do to clients, pure over two cluster views. */
@NullMarked
package io.nauthera.api.impact;

import org.jspecify.annotations.NullMarked;
