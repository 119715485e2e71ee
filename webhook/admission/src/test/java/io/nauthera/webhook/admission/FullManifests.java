package io.nauthera.webhook.admission;

/** One manifest of each kind with all fields that can be set together. */
public final class FullManifests {
  public static final String CLIENT =
      """
      kind: AuthClient
      metadata:
        name: app
        namespace: team
        labels: {a: b}
        annotations: {c: d}
        generation: 1
        creationTimestamp: "2026-01-02T03:04:05Z"
        finalizers: [a/b]
        ownerReferences: [{apiVersion: v1, kind: A, name: a, uid: a, controller: true}]
        managedFields: [{manager: a, time: null, fieldsV1: {}}]
      spec:
        displayName: App
        authServerRef: {name: server, namespace: security}
        clientId: team.app
        redirectUris: ["https://app.example.com/cb"]
        postLogoutRedirectUris: ["https://app.example.com/bye"]
        webOrigins: ["+"]
        grantTypes: [authorization_code]
        scopes: [openid]
        tokenEndpointAuthMethod: private_key_jwt
        jwks: {keys: [{kty: EC, crv: P-256, kid: a, use: sig, key_ops: [verify], "x5t#S256": a, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU, y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0, d: null}]}
        secretName: s
        secretTemplate: {labels: {a: b}, annotations: {c: d}, data: {OIDC_CLIENT_ID: client_id}}
        deletionPolicy: Delete
      """;
  public static final String POLICY =
      """
      kind: AuthPolicy
      metadata: {name: web, namespace: security, labels: {a: b}}
      spec:
        clientSelector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [b]}]}
        namespaceSelector: {matchLabels: {}}
        token: {accessTokenTTL: 15m, refreshTokenTTL: 1h30m, idTokenTTL: 1s}
        allowedGrantTypes: [authorization_code]
        enforcePKCE: true
        allowedScopes: [openid]
        clientAuthentication: {method: client_secret_basic, secretRotation: {enabled: true, schedule: "0 0 * * *", timeZone: UTC}}
        redirectUris: {allowedSchemes: [https], allowedHosts: ["*.example.com"], allowLoopback: true, allowWildcards: false}
        enforcement: Warn
        existingClients: Restrict
      """;
  public static final String SERVER =
      """
      kind: AuthServer
      metadata: {name: server, namespace: security}
      spec:
        issuerUrl: "https://auth.example.com/realms/production"
        policySelector: {matchLabels: {a: b}}
        keycloak: {url: "https://auth.example.com", realm: production}
        allowedNamespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: In, values: [b]}]}}
      """;
  public static final String STORE =
      """
      kind: UserStore
      metadata: {name: store, namespace: security}
      spec:
        type: ldap
        ldap:
          server: "ldaps://ldap.example.com"
          bindDN: "cn=admin,dc=example"
          bindPasswordSecretRef: {name: bind, key: password}
          userSearch: {baseDN: "ou=users,dc=example", filter: "(uid=*)", usernameAttribute: uid}
          groupSearch: {baseDN: "ou=groups,dc=example", filter: "(cn=*)", nameAttribute: cn}
      """;

  private FullManifests() {}
}
