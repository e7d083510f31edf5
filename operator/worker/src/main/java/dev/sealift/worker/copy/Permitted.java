package dev.sealift.worker.copy;

import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.objects.Directory;
import dev.sealift.worker.objects.PosixAcl;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.TerminationMessage;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy into a directory that has the access list that is wished for. It comes first: files inherit it as they are made, and what is there
 * already keeps its own.
 */
public record Permitted(Directory directory, List<String> acl, Work copy) implements Work {

    private static final Logger log = LoggerFactory.getLogger(Permitted.class);

    @Override
    public Finished run() throws InterruptedException {
        try {
            Optional<PosixAcl> before = permit();
            Finished copied = copy.run();
            return before.isEmpty() ? copied : with(before.get(), copied);
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        }
    }

    /** The list that was there; empty if it is as it should be. */
    private Optional<PosixAcl> permit() {
        directory.make();
        PosixAcl found = directory.acl();
        PosixAcl wished = found.with(acl);
        if (wished.isMetBy(found)) {
            return Optional.empty();
        }
        directory.acl(wished);
        log.info("the ACL of {} was {} and is {}", directory.name(), found, wished);
        return Optional.of(found);
    }

    private static Finished with(PosixAcl before, Finished copied) {
        WorkOutcome outcome = copied.outcome();
        Map<String, String> facts = new HashMap<>(outcome.facts());
        facts.put(Fact.ACL_BEFORE, before.toString());
        return new Finished(
                TerminationMessage.fit(new WorkOutcome(
                        outcome.succeeded(),
                        outcome.reason(),
                        outcome.message(),
                        outcome.retryable(),
                        facts,
                        outcome.worst(),
                        outcome.reportDigest())),
                copied.report());
    }
}
