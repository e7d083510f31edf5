// Endpoint stands for both clouds in a benchmark: an S3 bucket of objects that are reckoned rather than stored, and a Blob
// container that compares what arrives with what it should be, remembers that it is there, and throws the bytes away. It also
// hands out Entra's tokens to whoever asks, and is the resource manager to the operator. Every answer comes after the latency
// that the driver sets.
//
// It believes every signature: what is measured is who asks, not whether they may.
package main

import (
	"crypto/tls"
	"encoding/json"
	"flag"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// latency of every answer, in nanoseconds.
var latency atomic.Int64

// connections that were opened, each with a handshake.
var connections atomic.Int64

func delayed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d := time.Duration(latency.Load()); d > 0 {
			time.Sleep(d)
		}
		next.ServeHTTP(w, r)
	})
}

func main() {
	s3 := flag.String("s3", "127.77.0.1:443", "where S3 is served")
	blob := flag.String("blob", "127.77.0.2:443", "where Blob and Entra are served")
	control := flag.String("control", "127.77.0.3:8080", "where the driver gives orders")
	certificate := flag.String("cert", "cert.pem", "certificate of both")
	key := flag.String("key", "key.pem", "its key")
	objects := flag.Int("objects", 1000, "objects in the bucket")
	size := flag.Int64("size", 4096, "bytes of each")
	flag.Parse()

	bucket := newBucket(*objects, *size)
	container := newContainer(bucket)
	go serve(*s3, *certificate, *key, delayed(bucket))
	go serve(*blob, *certificate, *key, delayed(container))
	log.Fatal(http.ListenAndServe(*control, driver(bucket, container)))
}

func serve(address, certificate, key string, handler http.Handler) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	// HTTP/1.1, as both clouds speak it.
	server := &http.Server{
		Handler: handler,
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				connections.Add(1)
			}
		},
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	log.Fatal(server.ServeTLS(listener, certificate, key))
}

// driver takes the benchmark's orders: ?latency=MILLISECONDS, ?change=OBJECTS, ?empty=1; and tells what has happened since.
func driver(bucket *bucket, container *container) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ask := r.URL.Query()
		if ms, err := strconv.Atoi(ask.Get("latency")); err == nil {
			latency.Store(int64(time.Duration(ms) * time.Millisecond))
		}
		if count, err := strconv.Atoi(ask.Get("change")); err == nil {
			bucket.change(count)
		}
		if ask.Get("empty") != "" {
			container.empty()
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]int64{
			"s3Requests":   bucket.requests.Swap(0),
			"blobRequests": container.requests.Swap(0),
			"connections":  connections.Swap(0),
			"bytes":        container.bytes.Swap(0),
			"wrong":        container.wrong.Swap(0),
			"right":        int64(container.right()),
		})
	})
}
