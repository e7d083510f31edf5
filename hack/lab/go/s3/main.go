// The lab's S3: versitygw over a directory, behind a wrapper that lets it hold every key that S3 holds.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
)

func main() {
	data := os.Getenv("S3_DATA")
	files, err := newFiles(filepath.Join(data, "buckets"), filepath.Join(data, "versions"))
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	root := auth.Account{Access: os.Getenv("ROOT_ACCESS_KEY"), Secret: os.Getenv("ROOT_SECRET_KEY"), Role: auth.RoleAdmin}
	users, err := auth.NewInternal(root, filepath.Join(data, "iam"))
	if err != nil {
		log.Fatal(err)
	}
	err = embedgw.RunVersityGW(ctx, &escaping{files}, &embedgw.Config{
		RootUserAccess:    root.Access,
		RootUserSecret:    root.Secret,
		Region:            os.Getenv("S3_REGION"),
		Ports:             []string{os.Getenv("S3_PORT")},
		VirtualDomain:     os.Getenv("S3_VIRTUAL_DOMAIN"),
		IAMService:        newSessions(users, os.Getenv("STS_URL"), root.Secret),
		HealthPath:        "/healthz",
		Quiet:             true,
		MaxConnections:    10_000,
		MaxRequests:       10_000,
		MultipartMaxParts: 10_000,
	})
	if err != nil {
		log.Fatal(err)
	}
}

func newFiles(buckets, versions string) (*posix.Posix, error) {
	if err := (meta.XattrMeta{}).Test(buckets); err != nil {
		return nil, err
	}
	options := posix.PosixOpts{
		VersioningDir:       versions,
		Concurrency:         5_000,
		CopyObjectThreshold: 5 << 30,
	}
	return posix.New(buckets, meta.XattrMeta{}, options)
}
