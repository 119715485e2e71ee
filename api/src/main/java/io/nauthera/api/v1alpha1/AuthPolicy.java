package io.nauthera.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the governed clients may ask for (forbids) and which settings they get (imposes). */
@Group(AuthApi.GROUP)
@Version(AuthApi.VERSION)
@Plural("authpolicies")
@ShortNames("oap")
@Categories("nauthera")
@AdditionalPrinterColumn(
    name = "Ready",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Enforcement",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.enforcement")
@AdditionalPrinterColumn(
    name = "Governed",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.governedClients")
@AdditionalPrinterColumn(
    name = "Violating",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.violatingClients.count")
@AdditionalPrinterColumn(
    name = "Applied",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.rollout.applied")
@AdditionalPrinterColumn(
    name = "Status",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class AuthPolicy extends CustomResource<AuthPolicySpec, AuthPolicyStatus>
    implements Namespaced {}
