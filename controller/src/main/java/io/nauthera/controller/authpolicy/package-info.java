/** The story of one AuthPolicy: whom it governs and how far it is applied. */
@NullMarked
package io.nauthera.controller.authpolicy;

import org.jspecify.annotations.NullMarked;
