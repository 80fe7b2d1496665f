"""kombu puts messages into a queue of SQS and gets them."""

from kombu import Connection

with Connection('sqs://', transport_options={'region': 'us-east-1', 'wait_time_seconds': 2}) as connection:
    queue = connection.SimpleQueue('kombu')
    for number in range(3):
        queue.put({'number': number, 'text': 'Grüße'})
    received = []
    for _ in range(3):
        message = queue.get(timeout=10)
        received.append((message.payload['number'], message.payload['text']))
        message.ack()
    print(sorted(received))

    queue.put('rejected')
    message = queue.get(timeout=10)
    message.requeue()
    message = queue.get(timeout=10)
    print(message.payload)
    message.ack()

    try:
        queue.get(timeout=1)
    except queue.Empty:
        print('empty')
    queue.close()
