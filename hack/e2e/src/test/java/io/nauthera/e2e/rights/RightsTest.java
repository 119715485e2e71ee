package io.nauthera.e2e.rights;

import io.nauthera.e2e.Tenant;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The rights of both programs in the default installation. The audit log of the API server is the
 * witness; {@link NamespacedInstallationTest} does the same for the other kind of installation, and
 * {@link DeniedRequests} for all tests.
 */
class RightsTest {
  @Test
  void clusterWideInstallation_usesEachRightThatItHas_andNoOther() throws IOException {
    var tenant = new Tenant("rights");
    var log = AuditLog.fromNowOn(tenant.sandbox.controlPlane().auditLog());
    var audit = new RightsAudit(tenant.kubernetes, log);

    new ProgramLife(tenant, audit).run();

    audit.assertExact(RightsAudit.CONTROLLER);
    audit.assertExact(RightsAudit.WEBHOOK);
  }
}
