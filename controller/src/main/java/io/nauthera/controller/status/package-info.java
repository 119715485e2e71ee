/** Findings of the steps, the conditions made from them, and Events about their changes. */
@NullMarked
package io.nauthera.controller.status;

import org.jspecify.annotations.NullMarked;
