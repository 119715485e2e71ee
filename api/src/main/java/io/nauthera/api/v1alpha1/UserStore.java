package io.nauthera.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A directory that contains the users of an AuthServer. */
@Group(AuthApi.GROUP)
@Version(AuthApi.VERSION)
@Plural("userstores")
@ShortNames("ous")
@Categories("nauthera")
@AdditionalPrinterColumn(
    name = "Type",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.type")
@AdditionalPrinterColumn(
    name = "Resolved-Refs",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"ResolvedRefs\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"ResolvedRefs\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class UserStore extends CustomResource<UserStoreSpec, UserStoreStatus>
    implements Namespaced {}
