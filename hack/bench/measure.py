"""Runs the contenders one after the other and prints what each took. Started by run, which prepares what it needs."""

import concurrent.futures
import contextlib
import glob
import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
import urllib.request

WORK = sys.argv[1]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
WORKER = [path for path in glob.glob(ROOT + "/operator/worker/target/sealift-worker-*.jar") if "sources" not in path][0]
CONTROL = "http://127.77.0.3:8080/"
S3 = "https://s3.eu-central-1.amazonaws.com"
BLOB = "https://bench.blob.core.windows.net"
# The image's flags, and what the chart gives the pod.
JVM = ["@" + ROOT + "/hack/jvm/worker", "-XX:MaxRAM=2g"]
AOT = WORK + "/worker.aot"

ENVIRONMENT = {
    "PATH": os.environ["PATH"], "HOME": WORK, "TMPDIR": WORK, "SSL_CERT_FILE": WORK + "/ca.pem",
    "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench", "AWS_REGION": "eu-central-1",
}


class Spent:
    """What a program took: seconds, seconds of CPU, and the most memory of itself or one of its children, in MiB."""

    def __init__(self, seconds, usage, code, output):
        self.seconds, self.code, self.output = seconds, code, output
        self.cpu = usage.ru_utime + usage.ru_stime
        self.mebibytes = usage.ru_maxrss // 1024


def run(command, environment=None, allowed=(0,)):
    log = open(WORK + "/log", "w+")
    began = time.monotonic()
    process = subprocess.Popen(command, env={**ENVIRONMENT, **(environment or {})}, stdout=log, stderr=log, cwd=WORK)
    _, status, usage = os.wait4(process.pid, 0)
    spent = Spent(time.monotonic() - began, usage, os.waitstatus_to_exitcode(status), open(WORK + "/log").read())
    if spent.code not in allowed:
        sys.exit(f"{command[0]} ended with {spent.code}:\n{spent.output[-4000:]}")
    return spent


def tell(**orders):
    query = "&".join(f"{name}={value}" for name, value in orders.items())
    with urllib.request.urlopen(CONTROL + "?" + query) as answer:
        return json.load(answer)


@contextlib.contextmanager
def endpoint(objects, size):
    process = subprocess.Popen([os.environ["SEALIFT_BENCH_ENDPOINT"], "-objects", str(objects), "-size", str(size),
                                "-cert", WORK + "/cert.pem", "-key", WORK + "/key.pem"])
    try:
        while True:
            try:
                tell()
                break
            except OSError:
                if process.poll() is not None:
                    sys.exit("the endpoint ended")
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


# Ours


def worker(command, order, state=None):
    state = state or WORK + "/state"
    os.makedirs(state, exist_ok=True)
    aot = ["-XX:AOTCache=" + AOT] if os.path.exists(AOT) else []
    return run([JAVA, *JVM, *aot, "-jar", WORKER, command], {
        "SEALIFT_ORDER": json.dumps(order), "SEALIFT_CA_BUNDLE": WORK + "/ca.pem", "SEALIFT_STATE_DIR": state,
        "SEALIFT_TERMINATION_LOG": WORK + "/last-words", "SEALIFT_LINGER": "PT0S", "SEALIFT_STATUS_PORT": "18642",
        "AZCOPY_PATH": os.environ["SEALIFT_BENCH_AZCOPY"], "AZURE_TENANT_ID": "11111111-1111-1111-1111-111111111111",
        "AZURE_CLIENT_ID": "33333333-3333-3333-3333-333333333333", "AZURE_CLIENT_SECRET": "bench",
    })


def places(container):
    return {
        "source": {"bucket": "bench", "region": "eu-central-1", "prefix": "", "endpoint": S3, "pathStyle": True},
        "target": {"endpoint": BLOB, "container": container, "prefix": "", "hierarchicalNamespace": False},
        "records": {"endpoint": BLOB, "container": "sealift", "prefix": container + "/", "hierarchicalNamespace": False},
        "reportLimit": 1000,
    }


UNBOUND = {"megabitsPerSecond": 0, "schedule": []}
keys = iter(range(1_000_000))


def copy(engine, container, passes="Whole"):
    return worker("copy", {**places(container), "key": f"k{next(keys)}", "engine": engine, "pass": passes,
                           "skipUnsupported": True, "bandwidth": UNBOUND, "trustedSuffix": "core.windows.net"})


def verify(container):
    return worker("verify", {**places(container), "key": f"k{next(keys)}", "syncedThrough": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                             "reading": {"depth": "Listings", "sampleObjects": 0, "seed": 0, "afreshAfterSeconds": 0, "bandwidth": UNBOUND}})


def train():
    """As the image's build does, so that a start costs what it costs there."""
    with endpoint(3000, 4096):
        JVM.append("-XX:AOTCacheOutput=" + AOT)
        copy("Stream", "train")
        JVM.pop()


# The others


def azcopy(container):
    return run([os.environ["SEALIFT_BENCH_AZCOPY"], "copy", f"{S3}/bench", f"{BLOB}/{container}?sv=2024-11-04&ss=b&srt=sco&sp=rwdlac&sig=YmVuY2g%3D",
                "--recursive", "--s2s-preserve-access-tier=false", "--output-level=quiet"],
               {"AZCOPY_LOG_LOCATION": WORK + "/azcopy", "AZCOPY_JOB_PLAN_LOCATION": WORK + "/azcopy"})


def rclone(command, container, transfers, *flags):
    return run([os.environ["SEALIFT_BENCH_RCLONE"], command, "s3:bench", "az:" + container, "--config", "/dev/null",
                f"--transfers={transfers}", f"--checkers={transfers}", "--fast-list", *flags], {
        "RCLONE_CONFIG_S3_TYPE": "s3", "RCLONE_CONFIG_S3_PROVIDER": "AWS", "RCLONE_CONFIG_S3_ENV_AUTH": "true",
        "RCLONE_CONFIG_S3_ENDPOINT": S3, "RCLONE_CONFIG_S3_REGION": "eu-central-1", "RCLONE_CONFIG_S3_FORCE_PATH_STYLE": "true",
        "RCLONE_CONFIG_AZ_TYPE": "azureblob", "RCLONE_CONFIG_AZ_ACCOUNT": "bench", "RCLONE_CONFIG_AZ_KEY": "YmVuY2g=",
        "RCLONE_CONFIG_AZ_ENDPOINT": BLOB, "RCLONE_CONFIG_AZ_NO_CHECK_CONTAINER": "true",
    })


# What is compared


class Table:
    def __init__(self):
        self.rows = []

    def measure(self, case, contender, work, right=None):
        """Does it, checks that the container then holds what it should, and notes what it took."""
        tell()
        spent = work()
        found = tell()
        if right is not None and found["right"] != right:
            sys.exit(f"{case}, {contender}: {found['right']} of {right} are right, {found['wrong']} are not\n{spent.output[-3000:]}")
        self.rows.append({"case": case, "contender": contender, "seconds": round(spent.seconds, 1), "cpu": round(spent.cpu, 1),
                          "mebibytes": spent.mebibytes, "s3": found["s3Requests"], "blob": found["blobRequests"],
                          "connections": found["connections"]})
        print("{case:42} {contender:28} {seconds:7.1f} s {cpu:7.1f} s CPU {mebibytes:5d} MiB  S3 {s3:7d}  Blob {blob:7d}  {connections:5d} connections".format(**self.rows[-1]),
              flush=True)
        return spent.seconds

    def ratio(self, case, what, goal, value):
        verdict = "" if goal is None else ("met" if goal(value) else "NOT met")
        print(f"{case:42} {what:60} {value:7.2f}  {verdict}", flush=True)


def emptied(work):
    def fresh():
        tell(empty=1)
        return work()
    return fresh


def small(table, objects):
    with endpoint(objects, 4096):
        for latency in (0, 30):
            tell(latency=latency)
            case = f"{objects:,} × 4 KiB at {latency} ms"
            transfers = 64 if latency == 0 else 256
            plain = table.measure(case, "azcopy", emptied(lambda: azcopy("plain")), objects)
            theirs = table.measure(case, f"rclone, {transfers} transfers", emptied(lambda: rclone("copy", "rclone", transfers)), objects)
            checked = table.measure(case, "rclone check --size-only", lambda: rclone("check", "rclone", transfers, "--size-only"))
            delegated = table.measure(case, "worker, AzCopy", emptied(lambda: copy("AzCopy", "a")), objects)
            ours = table.measure(case, "worker, Stream", emptied(lambda: copy("Stream", "b")), objects)
            verified = table.measure(case, "worker, Validate", lambda: verify("b"))
            tell(change=100)
            passed = table.measure(case, "worker, pass with 100 changes", lambda: copy("Stream", "b", "Changed"), objects)
            best = min(ours, delegated)
            table.ratio(case, "azcopy / worker (goal 2)", lambda r: r >= 2, plain / best)
            table.ratio(case, "rclone / worker (goal 2)", lambda r: r >= 2, theirs / best)
            table.ratio(case, "rclone check / Validate (goal 2)", lambda r: r >= 2, checked / verified)
            table.ratio(case, "pass of 100 changes / full copy (goal 0.05)", lambda r: r <= 0.05, passed / ours)


def large(table, objects, mebibytes):
    with endpoint(objects, mebibytes << 20):
        for latency in (0, 30):
            tell(latency=latency)
            case = f"{objects} × {mebibytes} MiB at {latency} ms"
            plain = table.measure(case, "azcopy", emptied(lambda: azcopy("plain")), objects)
            delegated = table.measure(case, "worker, AzCopy", emptied(lambda: copy("AzCopy", "a")), objects)
            theirs = table.measure(case, "rclone, 4 transfers of 16 blocks", emptied(
                lambda: rclone("copy", "rclone", 4, "--azureblob-upload-concurrency=16")), objects)
            ours = table.measure(case, "worker, Stream", emptied(lambda: copy("Stream", "b")), objects)
            table.ratio(case, "azcopy / worker by AzCopy (goal 0.97)", lambda r: r >= 0.97, plain / delegated)
            table.ratio(case, "rclone / worker by Stream (goal 1.0)", lambda r: r >= 1, theirs / ours)
            table.ratio(case, "memory of Stream in MiB (goal 256)", lambda r: r <= 256, table.rows[-1]["mebibytes"])


# The operator


TOOLS = os.environ.get("SEALIFT_BENCH_KUBERNETES", "")
API = "https://127.77.0.4:6443"
# What the chart gives the operator, of which the image's flags give the JVM a part.
CHART_MEMORY = re.search(r"^resources:\n.*\n  limits: {memory: (\d+)Mi}", open(ROOT + "/helm-chart/values.yaml").read(), re.M).group(1)


def ask(path, method="GET", body=None, kind="application/json"):
    request = urllib.request.Request(API + path, None if body is None else json.dumps(body).encode(), method=method,
                                     headers={"Authorization": "Bearer bench", "Content-Type": kind})
    with urllib.request.urlopen(request, context=ssl._create_unverified_context()) as answer:
        return answer.read().decode()


def until(what, seconds, test):
    """Polls; how long it took."""
    began = time.monotonic()
    while True:
        try:
            if test():
                return time.monotonic() - began
        except OSError:
            pass
        if time.monotonic() - began > seconds:
            sys.exit(f"{what}: not within {seconds} s")
        time.sleep(0.05)


@contextlib.contextmanager
def started(name, command, environment=None):
    log = open(f"{WORK}/{name}.log", "w")
    process = subprocess.Popen(command, stdout=log, stderr=log, cwd=WORK, env={**os.environ, **(environment or {})})
    try:
        yield process
    except BaseException:
        print(open(f"{WORK}/{name}.log").read()[-3000:], file=sys.stderr)
        raise
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def api_server():
    subprocess.run(["openssl", "genrsa", "-out", WORK + "/sa.key", "2048"], check=True, capture_output=True)
    with open(WORK + "/tokens", "w") as tokens:
        tokens.write("bench,bench,1,system:masters\n")
    with started("etcd", [TOOLS + "/etcd", "--data-dir", WORK + "/etcd", "--unsafe-no-fsync", "--log-level", "error",
                          "--listen-client-urls", "http://127.77.0.4:2379", "--advertise-client-urls", "http://127.77.0.4:2379",
                          "--listen-peer-urls", "http://127.77.0.4:2380", "--initial-advertise-peer-urls", "http://127.77.0.4:2380",
                          "--initial-cluster", "default=http://127.77.0.4:2380"]), \
            started("kube-apiserver", [TOOLS + "/kube-apiserver", "--etcd-servers", "http://127.77.0.4:2379", "--bind-address", "127.77.0.4",
                                       "--cert-dir", WORK + "/api", "--token-auth-file", WORK + "/tokens", "--authorization-mode", "RBAC",
                                       "--service-account-issuer", "https://bench", "--service-account-key-file", WORK + "/sa.key",
                                       "--service-account-signing-key-file", WORK + "/sa.key", "--service-cluster-ip-range", "10.99.0.0/24",
                                       "--disable-admission-plugins", "ServiceAccount"]):
        until("the API server is ready", 90, lambda: ask("/readyz") == "ok")
        yield


def apply(manifest):
    subprocess.run([TOOLS + "/kubectl", "--server", API, "--token", "bench", "--insecure-skip-tls-verify", "apply", "--server-side",
                    "-f", "-"], input=manifest, text=True, check=True, capture_output=True)


KUBECONFIG = f"""
apiVersion: v1
kind: Config
clusters: [{{name: bench, cluster: {{server: "{API}", insecure-skip-tls-verify: true}}}}]
users: [{{name: bench, user: {{token: bench}}}}]
contexts: [{{name: bench, context: {{cluster: bench, user: bench}}}}]
current-context: bench
"""

MIGRATION = """
apiVersion: sealift.dev/v1alpha1
kind: BucketMigration
metadata: {{name: m{0:04}, namespace: bench}}
spec:
  source: {{connectionRef: {{name: aws}}, bucket: bench-{0:04}}}
  target: {{connectionRef: {{name: azure}}, resourceGroup: bench, storageAccount: bench{0:04}, container: bench}}
"""

CONNECTIONS = """
apiVersion: v1
kind: Namespace
metadata: {{name: bench}}
---
apiVersion: v1
kind: ConfigMap
metadata: {{name: ca, namespace: bench}}
data: {{ca.crt: {authority}}}
---
apiVersion: v1
kind: Secret
metadata: {{name: aws, namespace: bench}}
stringData: {{accessKeyId: bench, secretAccessKey: bench}}
---
apiVersion: v1
kind: Secret
metadata: {{name: azure, namespace: bench}}
stringData: {{clientId: 33333333-3333-3333-3333-333333333333, clientSecret: bench}}
---
apiVersion: sealift.dev/v1alpha1
kind: AwsConnection
metadata: {{name: aws, namespace: bench}}
spec: {{region: eu-central-1, auth: {{secretRef: {{name: aws}}}}, caBundleRef: {{name: ca}}}}
---
apiVersion: sealift.dev/v1alpha1
kind: AzureConnection
metadata: {{name: azure, namespace: bench}}
spec:
  tenantId: 11111111-1111-1111-1111-111111111111
  subscriptionId: 22222222-2222-2222-2222-222222222222
  auth: {{secretRef: {{name: azure}}}}
  caBundleRef: {{name: ca}}
"""


def sample(text, name, **labels):
    """The sum of a metric's samples that have these labels."""
    found = re.findall(r"^" + name + r"(?:\{([^}]*)\})? ([0-9.eE+]+)$", text, re.M)
    return sum(float(value) for has, value in found if all(f'{label}="{wanted}"' in has for label, wanted in labels.items()))


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) // 1024


def cpu(pid):
    """Seconds of CPU that a process has spent."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def requests_made():
    return sample(ask("/metrics"), "apiserver_request_total")


def trained(home):
    """Flags and cache as the image has them."""
    flags, cache = WORK + "/operator.jvm", WORK + "/operator.aot"
    with open(ROOT + "/hack/jvm/operator") as given, open(flags, "w") as file:
        file.write(given.read() + f"-XX:MaxRAM={CHART_MEMORY}m\n")
    javac = os.path.join(os.environ["JAVA_HOME"], "bin", "javac")
    subprocess.run([javac, "--release", "25", "-d", WORK + "/train", ROOT + "/hack/train/ApiServer.java"], check=True)
    run(["sh", ROOT + "/hack/train/operator", flags, home + "/quarkus-run.jar", WORK + "/train", cache],
        {"JAVA_HOME": os.environ["JAVA_HOME"]})
    return [JAVA, "@" + flags, "-XX:AOTCache=" + cache, "-jar", home + "/quarkus-run.jar"]


def create(numbers):
    """Over one connection, as fast as the API server takes them."""
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection("127.77.0.4", 6443, context=context)
    for number in numbers:
        connection.request("POST", "/apis/sealift.dev/v1alpha1/namespaces/bench/bucketmigrations", MIGRATION.format(number),
                           {"Authorization": "Bearer bench", "Content-Type": "application/yaml"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 201:
            sys.exit(f"m{number:04} was not made: {answer.status}")
    connection.close()


def operator(count):
    """The operator at a real API server that has no controllers: its workers' Jobs are made, and never run."""
    case = f"operator, {count:,} BucketMigrations"
    environment = {"KUBECONFIG": WORK + "/kubeconfig", "QUARKUS_HTTP_HOST": "127.77.0.4", "QUARKUS_HTTP_PORT": "8081"}
    with open(WORK + "/kubeconfig", "w") as kubeconfig:
        kubeconfig.write(KUBECONFIG)
    command = trained(ROOT + "/operator/controller/target/quarkus-app")

    def told(path):
        with urllib.request.urlopen("http://127.77.0.4:8081" + path) as answer:
            return answer.read().decode()

    def begun():
        return sample(told("/q/metrics"), "sealift_steps_begun_total", step="Preflight")

    def say(what, value, goal=None):
        verdict = "" if goal is None else "met" if value < goal else "NOT met"
        print(f"{case:42} {what:72} {value:7.1f}  {verdict}", flush=True)

    with endpoint(1, 4096), api_server():
        for file in sorted(glob.glob(ROOT + "/crds/*.yml")):
            apply(open(file).read())
        until("the definitions are served", 30, lambda: ask("/apis/sealift.dev/v1alpha1/bucketmigrations"))
        with open(WORK + "/ca.pem") as authority:
            apply(CONNECTIONS.format(authority=json.dumps(authority.read())))
        # The first start reads the jars and the cache from the disk.
        for _ in range(3):
            with started("operator", command, environment) as process:
                start = until("the operator is ready", 60, lambda: told("/q/health/ready"))
                say(f"start to ready in s (goal 2), with {cpu(process.pid):.1f} s of CPU", start, 2)
        with started("operator", command, environment) as process:
            until("the operator is ready", 60, lambda: told("/q/health/ready"))
            say("memory in MiB, with nothing to do", resident(process.pid))
            calls, spent, began = requests_made(), cpu(process.pid), time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(4) as threads:
                list(threads.map(create, [range(first, count, 4) for first in range(4)]))
            made = time.monotonic() - began
            until("all are begun", 600, lambda: begun() >= count)
            taken = time.monotonic() - began
            say(f"all begun in s (goal 60), of which they were made in {made:.0f} s", taken, 60)
            say("requests to the API server for each, from its making on", (requests_made() - calls - count) / count)
            say("CPU of the operator for each, in ms", (cpu(process.pid) - spent) / count * 1000)
            time.sleep(10)
            calls, spent = requests_made(), cpu(process.pid)
            time.sleep(30)
            say("requests to the API server a second, while each operation is looked at every 5 s", (requests_made() - calls) / 30)
            say("CPU of the operator meanwhile, in % of a core", (cpu(process.pid) - spent) / 30 * 100)
            statuses = json.loads(ask("/apis/sealift.dev/v1alpha1/bucketmigrations"))["items"]
            say("largest status in bytes (goal 8192)",
                max(len(json.dumps(item.get("status", {}), separators=(",", ":"))) for item in statuses), 8192)
            heap = sample(told("/q/metrics"), "jvm_memory_used_bytes", area="heap") / (1 << 20)
            say(f"memory in MiB (goal 300), of which heap in use {heap:.0f}", resident(process.pid), 300)


def main():
    # What was started is ended, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    what = sys.argv[2] if len(sys.argv) > 2 else "all"
    full = "full" in sys.argv[3:]
    table = Table()
    print(f"{os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}", flush=True)
    if what != "operator":
        train()
    if what in ("small", "all"):
        small(table, 100_000 if full else 10_000)
    if what in ("large", "all"):
        large(table, 20 if full else 4, 512)
    if what in ("operator", "all"):
        operator(1000 if full else 200)


if __name__ == "__main__":
    main()
