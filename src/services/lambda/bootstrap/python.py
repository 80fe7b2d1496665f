"""Runs a handler of Python: reads a request from each line of file 3, and writes a response to a line
of file 4. Standard output belongs to the handler."""

import decimal
import importlib
import json
import os
import queue
import sys
import threading
import time
import traceback

folder, module_name, handler_name = sys.argv[1:4]
responses = os.fdopen(4, "wb")
requests = queue.Queue()


def write_line(text):
    responses.write(text.encode() + b"\n")
    responses.flush()


def send(message):
    write_line(json.dumps(message))


def read_requests():
    """In a thread of its own, so that the process also ends with the emulator while the handler is busy."""
    with os.fdopen(3, "rb") as pipe:
        for line in pipe:
            requests.put(json.loads(line))
    os._exit(0)


def describe(error, error_type=None, message=None, frames=0):
    """An error as Lambda's runtime for Python writes it, without the frames of this file."""
    stack = traceback.extract_tb(error.__traceback__)[frames:]
    return {
        "errorMessage": str(error) if message is None else message,
        "errorType": error_type or type(error).__name__,
        "stackTrace": traceback.format_list(stack),
    }


def fail(error):
    send({"error": error, "isFinal": True})
    sys.exit(1)


def load():
    sys.path.insert(0, folder)
    sys.argv = [os.path.join(folder, module_name + ".py")]
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        message = "Unable to import module '%s': %s" % (module_name, error)
        fail(describe(error, "Runtime.ImportModuleError", message, 1))
    except SyntaxError as error:
        message = "Syntax error in module '%s': %s" % (module_name, error)
        fail(describe(error, "Runtime.UserCodeSyntaxError", message, 1))
    except Exception as error:
        fail(describe(error, frames=1))
    handler = getattr(module, handler_name, None)
    if handler is None:
        message = "Handler '%s' missing on module '%s'" % (handler_name, module_name)
        fail({"errorMessage": message, "errorType": "Runtime.HandlerNotFound", "stackTrace": []})
    return handler


class Context:
    def __init__(self, request):
        name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.aws_request_id = request["requestId"]
        self.function_name = name
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.invoked_function_arn = request["functionArn"]
        self.log_group_name = "/aws/lambda/" + name
        self.log_stream_name = "mturk-local"
        self.identity = None
        self.client_context = None
        self._deadline = request["deadline"]

    def get_remaining_time_in_millis(self):
        return max(int(self._deadline - time.time() * 1000), 0)

    def log(self, message):
        print(message)


def encode_decimal(value):
    """Lambda's runtime writes a decimal, which boto3 returns from DynamoDB, as a number."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def respond(handler, request):
    request_id = request["requestId"]
    try:
        result = handler(json.loads(request["payload"]), Context(request))
    except Exception as error:
        send({"error": dict(describe(error, frames=1), requestId=request_id)})
        return
    try:
        line = json.dumps({"result": result}, allow_nan=False, default=encode_decimal)
    except Exception as error:
        send(
            {
                "error": {
                    "errorMessage": "Unable to marshal response: %s" % error,
                    "errorType": "Runtime.MarshalError",
                    "requestId": request_id,
                    "stackTrace": [],
                }
            }
        )
        return
    write_line(line)


handler = load()
threading.Thread(target=read_requests, daemon=True).start()
send({"isReady": True})
while True:
    respond(handler, requests.get())
