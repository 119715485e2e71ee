/** Names that only the controller uses. */
@NullMarked
package io.nauthera.controller.naming;

import org.jspecify.annotations.NullMarked;
