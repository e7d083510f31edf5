package dev.sealift.aws;

import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Calls.Answer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Tells of the SDK's calls, each with its retries. */
final class ToldCalls implements ExecutionInterceptor {

    private static final ExecutionAttribute<Calls.Call> CALL = new ExecutionAttribute<>("dev.sealift.call");

    private final Calls calls;

    ToldCalls(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        attributes.putAttribute(CALL, calls.begin("aws", service, operation));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        attributes.getAttribute(CALL).end(Answer.of(context.httpResponse().statusCode()));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        Calls.Call call = attributes.getAttribute(CALL);
        // What fails before it is begun was never asked.
        if (call != null) {
            call.end(answer(context.exception()));
        }
    }

    private static Answer answer(Throwable failure) {
        if (failure instanceof AwsServiceException answered) {
            return answered.isThrottlingException()
                    ? Answer.throttled(answered.statusCode())
                    : Answer.of(answered.statusCode());
        }
        return Answer.NONE;
    }
}
