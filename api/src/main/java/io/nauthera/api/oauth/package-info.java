/** The vocabulary of OAuth 2.0 and OpenID Connect (RFC 6749, RFC 7591); depends on nothing else. */
@NullMarked
package io.nauthera.api.oauth;

import org.jspecify.annotations.NullMarked;
